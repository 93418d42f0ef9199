"""A second factor of staff: codes of an app on the phone, recovery codes, who must have one."""
