"""``course grade --check``: finds what is wrong with submissions, and mends what is no answer."""
