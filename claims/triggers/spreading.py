"""How visibility is passed on to what rests on a row."""

EDGES = ("claims_rebuttal", "claims_support")


def follow(table: str, column: str, *, rows: str = "{flipped}") -> str:
    """SQL that lets the rows of `table` that rest on `rows` by `column` work out again whether they are public."""
    return f"""
UPDATE {table} t SET is_public = f.is_public FROM ({rows}) f
WHERE t.{column} = f.id AND t.is_public <> f.is_public AND t.status = 'published';
"""


def edges_follow(column: str) -> str:
    return "".join(follow(table, column) for table in EDGES)
