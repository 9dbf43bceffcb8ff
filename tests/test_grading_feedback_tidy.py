"""A page written piece by piece is the page that nbconvert's exporter writes, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.grading.feedback.tidy import _in_pieces, tidied, whole

PIECES = [
    *("<p>", "</p>", "<div class='a b'>", '<div class="x" id=\'y"z\'>', "</div>", "<pre>", "</pre>", "<br>", "<br/>"),
    *("<img src='x'>", '<img alt="" src="x"/>', "<img>", "<a href='?a=1&b=2'>", "</a>", "<b hidden>", "</b>", "<td>"),
    *(
        "a",
        " ",
        "\n",
        "  \n ",
        "&amp;",
        "&lt;",
        "&copy;",
        "&nbsp;",
        "&#39;",
        "&#x41;",
        "&",
        "&x",
        ">",
        "<",
        '"',
        "µ 早",
    ),
    *("<style>p > a {} </style>", "<script>1 < 2</script>", "<script>a && b</script>", "<title>&amp;</title>"),
    *(
        "<!DOCTYPE html>",
        "<!-- a -->",
        "<textarea> <b></textarea>",
        "<svg viewBox='0'/>",
        "<P>",
        "</P>",
        "<p/>",
        "\r\n",
    ),
    *('<div class="jp-Notebook">', '<div class="jp-OutputArea-output">', "<a b=c>", "\x00", "<![CDATA[x]]>", "<?x?>"),
    *("<!-- a <b> & -->", "<!-->", "<!--->", "<!--a--b-->", "<script src='x'>if (a < b) {}</script>", "<script/>"),
    *(
        "<script><!-- a --></script>",
        "<script>a</b></script>",
        "<style>a<!b</style>",
        "<title>a < b</title>",
        "--",
        "-",
    ),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_row_of_pieces_is_written_alike(html: str) -> None:
    assert tidied(html) == whole(html)


@settings(max_examples=200, deadline=None)
@given(st.text("<>&;/='\" ab#x1\n", max_size=25))
def test_any_text_is_written_alike(html: str) -> None:
    assert tidied(html) == whole(html)


@pytest.mark.parametrize(
    "html", ["<!DOCTYPE html>\n<p class='a'>1 &amp; 2<br>\n \n<img src='x'></p>", "<pre> \n </pre>"]
)
def test_a_usual_page_is_written_in_pieces(html: str) -> None:
    assert _in_pieces(html) == whole(html)
