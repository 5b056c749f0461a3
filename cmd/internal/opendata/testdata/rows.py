# Prints the rows of a CSV on standard input as JSON, as Python's csv reads them.
import csv, io, json, sys

text = sys.stdin.buffer.read().decode("utf-8", errors="strict")
json.dump(list(csv.reader(io.StringIO(text, newline=""), strict=True)), sys.stdout)
