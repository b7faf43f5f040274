pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme

// A smart shelf from the front: two boards of slots, with one of them marked.
Grid {
    id: map

    required property int slots
    required property int slotPlace

    property int made: 0 // slots stay made for the next product that stands in one
    onSlotsChanged: if (slots > 0)
        made = slots

    readonly property real cell: Math.floor((width - (columns - 1) * spacing) / Math.max(1, columns))

    visible: slots > 1 && slotPlace >= 0
    columns: Math.max(1, Math.ceil(made / 2))
    spacing: Theme.space05

    Repeater {
        model: map.made

        Rectangle {
            required property int index

            width: map.cell
            height: Theme.space3
            radius: Theme.space05
            color: index === map.slotPlace ? Theme.accent : Theme.mapIdle
        }
    }
}
