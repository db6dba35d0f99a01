"""Proof that the finished files conform: each tool takes files and returns findings.

None of this ships with reportgen. `make verify` brings the programs and runs every check that fits each file.
"""
