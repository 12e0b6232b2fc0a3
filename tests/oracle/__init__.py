"""The lists of the API, asked in plain Python of dictionaries as the lines of dataset files hold them.

A second opinion, held against the filters: nothing here knows of the ORM, of SQL or of the project's code. `world` says
which rows are public and what they count, `parameters` in a line what each parameter means, and `lists` which rows each
list answers, in which order.
"""
