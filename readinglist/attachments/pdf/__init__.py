"""PDFs: read in a process of its own by PDFium, the reader of Chromium.

`worker` runs in that process and reads; `process` starts it, asks it and survives it; `labels` says what is printed on a page as its number.
"""
