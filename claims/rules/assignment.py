"""Who goes where: the cheapest way to give tasks to hands, exactly (the assignment problem). Pure, whole numbers only.

The method is that of shortest augmenting paths with potentials (Kuhn, Munkres; Jonker and Volgenant): tasks are placed
one after the other, and each time those placed before move over if that makes the whole cheaper. The work grows with
tasks² × places, which for a wave is far below what one statement of the database costs.
"""

from __future__ import annotations

from collections.abc import Sequence

Cost = int | None


def cheapest(costs: Sequence[Sequence[Cost]]) -> list[int | None]:
    """The column of each row so that as many rows as possible have one, and their sum is the smallest.

    No column is taken twice; ``None`` forbids a pair. The same question always has the same answer.
    """
    if not costs:
        return []
    width = len(costs[0])
    idle, barred = _prices(costs)
    square = [
        [barred if cost is None else cost for cost in row] + [idle if n == own else barred for n in range(len(costs))]
        for own, row in enumerate(costs)
    ]
    return [column if column < width else None for column in _columns_of(square)]


def _prices(costs: Sequence[Sequence[Cost]]) -> tuple[int, int]:
    """What staying idle costs (more than any way of placing everybody) and what a barred pair costs (more still)."""
    dearest = max((cost for row in costs for cost in row if cost is not None), default=0)
    idle = (dearest + 1) * (len(costs) + 1)
    return idle, idle * (len(costs) + 1) + 1


def _columns_of(square: list[list[int]]) -> list[int]:
    """The column of each row; there are at least as many columns as rows."""
    width = len(square[0])
    row_price, column_price = [0] * (len(square) + 1), [0] * (width + 1)
    row_in = [0] * (width + 1)  # which row stands in a column; counted from one, nobody is 0
    for row in range(1, len(square) + 1):
        _place(row, square, row_price, column_price, row_in)
    found = [0] * len(square)
    for column in range(1, width + 1):
        if row_in[column]:
            found[row_in[column] - 1] = column - 1
    return found


def _place(row: int, square: list[list[int]], row_price: list[int], column_price: list[int], row_in: list[int]) -> None:
    """One more row finds its column along the cheapest path of moves."""
    width = len(square[0])
    far = max(map(max, square)) * (len(square) + 2) + 1
    cheapest_to, came_from, seen = [far] * (width + 1), [0] * (width + 1), [False] * (width + 1)
    row_in[0], at = row, 0
    while row_in[at]:
        seen[at] = True
        here, step, following = row_in[at], far, 0
        for column in range(1, width + 1):
            if seen[column]:
                continue
            price = square[here - 1][column - 1] - row_price[here] - column_price[column]
            if price < cheapest_to[column]:
                cheapest_to[column], came_from[column] = price, at
            if cheapest_to[column] < step:
                step, following = cheapest_to[column], column
        for column in range(width + 1):
            if seen[column]:
                row_price[row_in[column]] += step
                column_price[column] -= step
            else:
                cheapest_to[column] -= step
        at = following
    while at:
        row_in[at], at = row_in[came_from[at]], came_from[at]
