"""Moving a portal from one release to another and back: ``make upgrade``, ``make rollback``.

It replaces the code under its own feet, and the packages: so it needs nothing but Python's own library, and all of it
is loaded when it begins.
"""
