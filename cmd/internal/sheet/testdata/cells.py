"""Prints what openpyxl sees in the workbook on standard input, or with "write" writes
one with the cells that spreadsheets do not write but it does."""
import datetime
import io
import json
import sys

import openpyxl


def shown(cell):
    value = cell.value
    if isinstance(value, (datetime.datetime, datetime.date)):
        value = value.isoformat()
    return [cell.coordinate, cell.data_type, value, cell.number_format, bool(cell.font.b)]


if sys.argv[1:] == ["write"]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Données"
    sheet.append(["é <&> _x0041_", 47.16, 0, True, datetime.date(2025, 1, 31), None, -1e-7])
    sheet.append(["  trimmed\n", "=1+1", "12,5", 1 / 3])
    sheet["A3"] = 0.4716
    sheet["A3"].number_format = "0.00%"
    sheet["B3"] = datetime.datetime(2025, 3, 1)
    sheet["B3"].number_format = "mmm yyyy"
    sheet["C3"] = "#N/A"
    sheet.merge_cells("D3:E3")
    sheet["A4"] = "hidden"
    sheet.row_dimensions[4].hidden = True
    sheet["H1"] = "hidden"
    sheet.column_dimensions["H"].hidden = True
    book.create_sheet("Caché").sheet_state = "hidden"
    book.save(sys.stdout.buffer)
    sys.exit()

book = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
json.dump({
    "title": book.properties.title,
    "creator": book.properties.creator,
    "language": book.properties.language,
    "sheets": [{
        "name": sheet.title,
        "freeze": sheet.freeze_panes,
        "widths": [sheet.column_dimensions[c].width for c in "AB"],
        "cells": [shown(cell) for row in sheet for cell in row if cell.value is not None],
    } for sheet in book],
}, sys.stdout)
