"""Its place puts ``tests/`` on the path, for the builders that tests of several rooms share."""
