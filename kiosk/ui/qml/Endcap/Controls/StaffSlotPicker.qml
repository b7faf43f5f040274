pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// The shelf from the front. The slot to fill is marked; touching a slot says "I stand here".
Grid {
    id: picker

    required property RowsModel slots
    property bool touchable: true

    signal picked(string slot)

    readonly property real cell: (width - (columns - 1) * spacing) / Math.max(1, columns)

    visible: slots.count > 0
    columns: Math.max(1, Math.ceil(slots.count / 2))
    spacing: Theme.space1

    Repeater {
        model: picker.slots

        Tap {
            id: cell

            required property string slot
            required property string label
            required property bool target

            objectName: "slot-" + slot
            width: picker.cell
            height: picker.touchable ? Theme.slotKey : Theme.touchMinimum
            enabled: picker.touchable
            padding: 0
            text: label
            onClicked: picker.picked(slot)

            background: Rectangle {
                radius: Theme.radiusSmall
                color: cell.target ? (cell.sunk ? Theme.accentPressed : Theme.accent) : cell.sunk ? Theme.line : Theme.sunken
                border.color: cell.target ? Theme.accent : Theme.line
                border.width: Theme.hair
            }
            contentItem: Label {
                horizontalAlignment: Text.AlignHCenter
                text: cell.label
                color: cell.target ? Theme.overAccent : Theme.inkSoft
                font.pixelSize: Theme.textCaption
                font.bold: cell.target
                lineHeight: 1
            }
        }
    }
}
