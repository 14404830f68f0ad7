"""A Word file under the hands of somebody who works in LibreOffice: a Basic macro types, deletes and adds."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from html import escape
from pathlib import Path

from oleksandria_intl.ukrainian import NBSP
from tests.programs.word_file.ten_edits import Edit

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{}</script:module>
"""
MACRO = """Dim doc

Function Beginning(words, place)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  search.SearchRegularExpression = True
  search.SearchCaseSensitive = True
  found = doc.findFirst(search)
  Do While Not IsNull(found)
    cursor = found.Text.createTextCursorByRange(found.Start)
    If cursor.isStartOfParagraph() Then
      If place = 0 Then
        Beginning = cursor
        Exit Function
      End If
      place = place - 1
    End If
    found = doc.findNext(found.End, search)
  Loop
End Function

Sub TypeOver(words, place, was, becomes)
  cursor = Beginning(words, place)
  search = doc.createSearchDescriptor()
  search.SearchString = was
  search.SearchRegularExpression = True
  search.SearchCaseSensitive = True
  found = doc.findNext(cursor, search)
  found.String = becomes
End Sub

Sub Remove(words)
  cursor = Beginning(words, 0)
  cursor.gotoEndOfParagraph(True)
  cursor.goRight(1, True)
  cursor.String = ""
End Sub

Sub AddBelow(words, added)
  cursor = Beginning(words, 0)
  cursor.gotoEndOfParagraph(False)
  cursor.Text.insertControlCharacter(cursor, 0, False)
  cursor.Text.insertString(cursor, added, False)
End Sub

Sub Main
  On Error Goto Failed
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("file://{source}", "_blank", 0, hidden())
  doc.RecordChanges = {records}
{edits}
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  filter(0).Value = "MS Word 2007 XML"
  doc.storeToURL("file://{target}", filter())
Failed:
  doc.close(True)
  StarDesktop.terminate()
End Sub
"""


def edited(content: bytes, edits: Iterable[Edit], folder: Path, *, records: bool = False) -> bytes:
    """Return a Word file as LibreOffice saves it after the edits, recorded as tracked changes where asked."""
    source, target, profile = folder / "decision.docx", folder / "edited.docx", folder / "profile"
    source.write_bytes(content)
    office = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    # The first start makes the folder of macros, and empties it.
    subprocess.run([*office, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    lines = "\n".join(map(_line, edits))
    macro = MACRO.format(source=source, target=target, edits=lines, records=records)
    basic = profile / "user" / "basic" / "Standard"
    (basic / "Module1.xba").write_text(MODULE.format(escape(macro)), encoding="utf-8")
    subprocess.run([*office, "macro:///Standard.Module1.Main"], check=True, capture_output=True, timeout=180)
    return target.read_bytes()


def _line(edit: Edit) -> str:
    beginning = _pattern(edit.beginning)
    if edit.was:
        return f'  TypeOver("{beginning}", {edit.place}, "{_pattern(edit.was)}", "{edit.now}")'
    return f'  AddBelow("{beginning}", "{edit.now}")' if edit.now else f'  Remove("{beginning}")'


def _pattern(words: str) -> str:
    """Return the pattern of words, whose spaces may be such that do not break."""
    return re.sub(r"[().]", r"\\\g<0>", words).replace(" ", f"[ {NBSP}]")
