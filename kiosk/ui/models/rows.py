"""A list of frozen rows for QML, updated in place."""

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ROOT = QModelIndex()


@QmlElement
@QmlUncreatable("Rows come from the kiosk's view state")
class RowsModel(QAbstractListModel):  # type: ignore[operator]  # stub: no __call__
    """Rows of one frozen dataclass; each field is a role of the same name in camelCase.

    `show` compares by place: rows that changed are reported with the roles that changed; rows are added and
    removed at the end only. So delegates stay and change their texts, which is quicker than making new ones.

    With `floor` and `blank` the model never has fewer rows than the floor: blank ones follow the last. Their
    delegates are made before they are needed, so that a page full of products costs no more than new texts.
    """

    countChanged = Signal()  # noqa: N815

    def __init__(
        self, row_type: type, parent: QObject | None = None, *, floor: int = 0, blank: Any = None
    ) -> None:
        super().__init__(parent)
        self._fields = [field.name for field in fields(row_type)]
        self._padding = (blank,) * floor
        self._rows: tuple[Any, ...] = self._padding
        self._count = 0  # rows that are no padding

    def show(self, rows: Sequence[Any]) -> None:
        """Become these rows."""
        count = len(rows)
        self._become((*rows, *self._padding[count:]))
        if count != self._count:
            self._count = count
            self.countChanged.emit()

    def _become(self, new: tuple[Any, ...]) -> None:
        old = self._rows
        if new == old:
            return
        if len(new) < len(old):
            self.beginRemoveRows(_ROOT, len(new), len(old) - 1)
            self._rows = old[: len(new)]
            self.endRemoveRows()
        self._replace(new[: len(self._rows)])
        if len(new) > len(old):
            self.beginInsertRows(_ROOT, len(old), len(new) - 1)
            self._rows = new
            self.endInsertRows()

    def _replace(self, new: tuple[Any, ...]) -> None:
        """Become as many other rows, reported at once from the first that changed to the last."""
        pairs = list(zip(self._rows, new, strict=True))
        changed = [place for place, (before, after) in enumerate(pairs) if before != after]
        if not changed:
            return
        roles = [
            _FIRST_ROLE + at
            for at, field in enumerate(map(attrgetter, self._fields))
            if any(field(before) != field(after) for before, after in pairs)
        ]
        self._rows = new
        first, last = self.createIndex(changed[0], 0), self.createIndex(changed[-1], 0)
        self.dataChanged.emit(first, last, roles)

    @property
    def rows(self) -> tuple[Any, ...]:
        """What is shown now, without padding."""
        return self._rows[: self._count]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802
        return {_FIRST_ROLE + at: QByteArray(_camel(name).encode()) for at, name in enumerate(self._fields)}

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _FIRST_ROLE) -> Any:
        at = role - _FIRST_ROLE
        if not (index.isValid() and 0 <= at < len(self._fields) and index.row() < len(self._rows)):
            return None
        return getattr(self._rows[index.row()], self._fields[at])

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """Rows that are no padding."""
        return self._count


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)
