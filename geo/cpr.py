"""The form of a CPR number, for everybody who must keep such numbers out.

The check digit is not used, because numbers given out since 2007 need not have one.
"""

# Day, month and two-digit year that can exist, then four digits.
_DATE = r"(?:(?:0[1-9]|[12]\d)(?:0[1-9]|1[0-2])|30(?:0[13-9]|1[0-2])|31(?:0[13578]|1[02]))\d\d"
WRITTEN = rf"(?:^|\D){_DATE}[-–]\d{{4}}(?:\D|$)"
# In running text, where the digits may stand without a hyphen.
IN_TEXT = rf"(?:^|\D){_DATE}[-– ]?\d{{4}}(?:\D|$)"
# A cell that is nothing but the digits, with or without a space; Excel drops the first zero of a number.
BARE = rf"^\s*(?:{_DATE}|[1-9](?:0[1-9]|1[0-2])\d\d) ?\d{{4}}\s*$"
TEN_DIGITS = r"^\s*\d{5,6} ?\d{4}\s*$"
LONGEST_BARE = 16  # ten digits and some blanks
