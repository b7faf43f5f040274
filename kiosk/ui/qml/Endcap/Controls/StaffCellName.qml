pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// Asks which cell of its slot a new device is: the only one, or one of several, by its name.
Rectangle {
    id: sheet

    required property DevicesModel devices
    property string shelfId: ""
    property string slotId: ""
    property string slotName: ""
    property bool typing: false // a name of one's own
    property string typed: ""

    function ask(shelf: string, slot: string, name: string) {
        shelfId = shelf;
        slotId = slot;
        slotName = name;
        typing = false;
        typed = "";
    }
    function adopt(cell: string) {
        devices.adopt(shelfId, slotId, cell);
        slotId = "";
    }

    visible: slotId !== "" && devices.adopting !== ""
    color: Theme.veil

    Connections {
        target: sheet.devices
        function onChanged() {
            if (sheet.devices.adopting === "")
                sheet.slotId = "";
        }
    }
    MouseArea {
        objectName: "cellNameVeil"
        anchors.fill: parent
        onClicked: sheet.slotId = ""
    }
    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth)
        height: column.implicitHeight + 2 * Theme.space6
        radius: Theme.radiusLarge

        MouseArea { anchors.fill: parent }
        Column {
            id: column
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.space6 }
            spacing: Theme.space3

            Label {
                width: parent.width
                text: qsTr("Which cell of %1 is it?").arg(sheet.slotName)
                font.pixelSize: Theme.textHeading
                font.bold: true
                lineHeight: Theme.lineTight
            }
            Label {
                width: parent.width
                visible: !sheet.typing
                text: qsTr("Cells under one plate are added up; each needs a name of its own.")
                color: Theme.inkSoft
                lineHeight: Theme.lineTight
            }
            ActionButton {
                objectName: "cellAlone"
                width: parent.width
                visible: !sheet.typing
                text: qsTr("The only one")
                onClicked: sheet.adopt("")
            }
            Grid {
                id: usual
                width: parent.width
                visible: !sheet.typing
                columns: 2
                spacing: Theme.space2

                Repeater {
                    model: [
                        { cell: "left", name: qsTr("Left") },
                        { cell: "right", name: qsTr("Right") },
                        { cell: "front", name: qsTr("Front") },
                        { cell: "back", name: qsTr("Back") }
                    ]

                    ActionButton {
                        required property var modelData

                        objectName: "cellNamed-" + modelData.cell
                        width: (usual.width - usual.spacing) / 2
                        kind: "secondary"
                        text: modelData.name
                        onClicked: sheet.adopt(modelData.cell)
                    }
                }
            }
            ActionButton {
                objectName: "cellOther"
                width: parent.width
                visible: !sheet.typing
                kind: "secondary"
                text: qsTr("Another name")
                onClicked: sheet.typing = true
            }
            Label {
                objectName: "cellTyped"
                width: parent.width
                visible: sheet.typing
                horizontalAlignment: Text.AlignHCenter
                text: sheet.typed === "" ? qsTr("Letters, digits and hyphens") : sheet.typed
                color: sheet.typed === "" ? Theme.inkSoft : Theme.ink
                font.pixelSize: Theme.textHeadline
                font.bold: true
                lineHeight: 1
            }
            Keyboard {
                visible: sheet.typing
                width: parent.width
                keyHeight: Theme.touchSecondary
                onTyped: key => {
                    if (sheet.typed.length < 20)
                        sheet.typed += key === " " ? "-" : key;
                }
                onErased: sheet.typed = sheet.typed.slice(0, -1)
                onCleared: sheet.typed = ""
            }
            ActionButton {
                objectName: "cellUse"
                width: parent.width
                visible: sheet.typing
                enabled: sheet.typed !== ""
                text: qsTr("Use this name")
                onClicked: sheet.adopt(sheet.typed)
            }
            ActionButton {
                objectName: "cellNone"
                width: parent.width
                kind: "secondary"
                implicitHeight: Theme.touchPrimary
                text: qsTr("Choose another slot")
                onClicked: sheet.slotId = ""
            }
        }
    }
}
