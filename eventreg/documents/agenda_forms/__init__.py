"""The agenda in other forms: in both languages on one sheet, lying, small."""
