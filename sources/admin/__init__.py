"""The desk of curators and reviewers. `claims.admin` builds on this package and adds its own lists to these pages."""

from . import accounts, articles, rates, site, snapshots, speakers, suggestions, tokens

__all__ = ["accounts", "articles", "rates", "site", "snapshots", "speakers", "suggestions", "tokens"]
