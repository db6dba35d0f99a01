"""Words, numbers and typography of each language. The only place that imports babel."""

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
