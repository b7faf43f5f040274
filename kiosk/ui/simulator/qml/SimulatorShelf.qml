pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models
import Endcap.Simulator.Models

// One smart shelf from the front: two boards with the products that stand on them.
Panel {
    id: shelf

    required property SimulatedShelfModel model
    required property int pieces
    required property string chosenShelf
    required property string chosenSlot

    signal touched(string slot)
    signal strangerTouched(string slot)
    signal restocked(string slot)
    signal silenced(bool on)

    readonly property RowsModel slots: model.slots
    readonly property int columns: Math.max(1, Math.ceil(slots.count / 2))
    readonly property real cell: (width - 2 * Theme.space2 - (columns - 1) * Theme.space1) / columns
    readonly property real boardHeight: (height - title.height - 3 * Theme.space2) / 2

    Item {
        id: title
        x: Theme.space3
        y: Theme.space1
        width: parent.width - 2 * x
        height: Theme.dp(64)

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: shelf.model.name
            font.bold: true
            lineHeight: 1
        }
        SimulatorToggle {
            objectName: "silence-" + shelf.model.shelf
            anchors.verticalCenter: parent.verticalCenter
            x: parent.width - width
            on: shelf.model.silent
            glyph: shelf.model.silent ? Icons.offline : Icons.radio
            text: shelf.model.silent ? qsTr("Switched off") : qsTr("Switch off")
            onClicked: shelf.silenced(!shelf.model.silent)
        }
    }
    Repeater { // the boards that the products stand on
        model: 2

        Rectangle {
            required property int index

            x: Theme.space2
            y: grid.y + (index + 1) * shelf.boardHeight + index * Theme.space1 - height
            width: shelf.width - 2 * x
            height: Theme.space1
            radius: height / 2
            color: Theme.line
        }
    }
    Grid {
        id: grid
        x: Theme.space2
        y: title.y + title.height + Theme.space1
        columns: shelf.columns
        columnSpacing: Theme.space1
        rowSpacing: Theme.space1
        opacity: shelf.model.silent ? 0.5 : 1

        Repeater {
            model: shelf.model.slots

            SimulatorSlot {
                width: shelf.cell
                height: shelf.boardHeight
                pieces: shelf.pieces
                aiming: shelf.chosenSlot !== ""
                home: shelf.chosenSlot === slot && shelf.chosenShelf === shelf.model.shelf
                shelfName: shelf.model.shelf
                onClicked: shelf.touched(slot)
                onStrangerClicked: shelf.strangerTouched(slot)
                onRestockClicked: shelf.restocked(slot)
            }
        }
    }
}
