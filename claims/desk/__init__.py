"""The curation desk: a page of the admin on which a curator marks words of a captured text and says what they are.

`reading` shows a text, `marks` what stands in it, `proposals` what the words around a marking suggest, `lookups` what is
on record already; `saving` writes a marking as rows, and `queue` and `review` are for whoever looks at them next. The
browser's half is in `static/desk/`: it counts in UTF-16 units and converts them to code points in one place.
"""
