"""From a page, a file or pasted words to an article with its snapshot, its sources and suggestions: all drafts.

`reading` turns bytes into a text and what the page says of itself, `plain` and `reviewed` find what only the words say,
`capturing` writes it down, `suggesting` points out quotations and critique, `fetching` gets a page from its address.
What is not certain is left empty and said in a note to the curator.
"""
