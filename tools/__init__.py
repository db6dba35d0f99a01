"""Tools for those who work on reportgen; nothing here ships with it."""
