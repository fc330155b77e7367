from benchmarks.echo_cost import table


def test_what_it_costs_is_told_beside_the_session_without_it() -> None:
    shares = {"echo control": [0.10, 0.30, 0.12], "none": [0.08, 0.09, 0.07]}

    assert table("a session", shares, "none")[2:] == [
        "| echo control | 12.00 | 10.00, 30.00 | +4.00 |",
        "| none | 8.00 | 7.00, 9.00 | +0.00 |",
    ]
