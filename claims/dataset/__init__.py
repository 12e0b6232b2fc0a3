"""The dataset format: one JSON object a line, one file per type, stable ids; what is loaded, dumped and verified.

`format` declares each type once; everything else here reads that table.
"""
