from dataclasses import dataclass

from PySide6.QtCore import QModelIndex

from kiosk.ui.models.rows import RowsModel


@dataclass(frozen=True, slots=True)
class Row:
    product_id: str
    name: str


def rows(*names: str) -> list[Row]:
    return [Row(name, name.upper()) for name in names]


def watched(model: RowsModel) -> list[tuple[object, ...]]:
    """What the model reports from now on."""
    said: list[tuple[object, ...]] = []
    names = {role: bytes(name.data()).decode() for role, name in model.roleNames().items()}
    model.dataChanged.connect(
        lambda top, bottom, roles: said.append(
            ("changed", top.row(), bottom.row(), [names[role] for role in roles])
        )
    )
    model.rowsInserted.connect(lambda _, first, last: said.append(("inserted", first, last)))
    model.rowsRemoved.connect(lambda _, first, last: said.append(("removed", first, last)))
    model.modelReset.connect(lambda: said.append(("reset",)))
    return said


def test_roles_are_the_fields_in_camel_case() -> None:
    names = [bytes(name.data()).decode() for name in RowsModel(Row).roleNames().values()]
    assert names == ["productId", "name"]


def test_only_the_roles_that_changed_are_reported() -> None:
    model = RowsModel(Row)
    model.show([Row("a", "A"), Row("b", "B")])
    said = watched(model)
    model.show([Row("a", "A"), Row("b", "Bee")])
    assert said == [("changed", 1, 1, ["name"])]


def test_rows_that_changed_are_reported_together() -> None:
    model = RowsModel(Row)
    model.show(rows("a", "b", "c", "d", "e"))
    said = watched(model)
    model.show([Row("a", "A"), Row("b", "Bee"), Row("c", "C"), Row("tea", "Tea"), Row("e", "E")])
    assert said == [("changed", 1, 3, ["productId", "name"])]
    assert [row.name for row in model.rows] == ["A", "Bee", "C", "Tea", "E"]
    model.show([Row("a", "A"), Row("bean", "Bee")])
    assert said[1:] == [("removed", 2, 4), ("changed", 1, 1, ["productId"])]


def test_rows_grow_and_shrink_at_the_end_without_a_reset() -> None:
    model = RowsModel(Row)
    model.show(rows("a"))
    said = watched(model)
    model.show(rows("a", "b", "c"))
    model.show(rows("a"))
    model.show(rows("a"))
    assert said == [("inserted", 1, 2), ("removed", 1, 2)]
    assert model.count == 1


def test_blank_rows_keep_delegates_ready_and_are_not_counted() -> None:
    model = RowsModel(Row, floor=3, blank=Row("", ""))
    assert (model.rowCount(), model.count) == (3, 0)
    said = watched(model)
    model.show(rows("a"))
    model.show(rows("a", "b", "c", "d"))
    model.show([])
    assert (model.rowCount(), model.count, model.rows) == (3, 0, ())
    assert ("reset",) not in said
    assert said[0] == ("changed", 0, 0, ["productId", "name"])


def test_a_place_outside_the_list_holds_nothing() -> None:
    model = RowsModel(Row)
    model.show(rows("a"))
    assert model.data(model.index(0), max(model.roleNames())) == "A"
    assert model.data(QModelIndex()) is None
    assert model.data(model.index(0), 5) is None
