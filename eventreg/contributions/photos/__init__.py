"""Photos that experts give with their texts: taken in, shown, taken out, withdrawn."""
