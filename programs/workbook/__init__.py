"""A programme as an Excel workbook, empty or filled, and back: another face of its JSON, with names instead of codes.

``sheets`` is the registry: an app to the right registers the sheets of its rows in ``AppConfig.ready()``.
"""
