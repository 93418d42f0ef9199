"""What every page shares: access, headers, errors, forms, logging."""
