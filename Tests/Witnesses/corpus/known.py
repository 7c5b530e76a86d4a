"""Cases that Billow gets wrong, each with why it is still so: in sight, and never counted as right."""

KNOWN = {}
