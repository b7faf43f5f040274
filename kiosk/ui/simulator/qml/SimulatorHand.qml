pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Simulator.Models

// What somebody holds. Put it back, or choose a slot where it does not belong.
Panel {
    id: hand

    required property SimulatorModel simulator

    readonly property bool aiming: simulator.chosenSlot !== ""

    color: aiming ? Theme.accentSoft : Theme.surface
    border.color: aiming ? Theme.accent : Theme.line

    Row {
        id: title
        x: Theme.space3
        y: Theme.space2
        spacing: Theme.space1

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.iconSmall
            text: Icons.hand
            color: Theme.accent
        }
        Label {
            objectName: "handTitle"
            anchors.verticalCenter: parent.verticalCenter
            text: hand.aiming ? qsTr("Touch the slot where it goes") : qsTr("In the hand")
            font.bold: true
            lineHeight: 1
        }
    }
    Label {
        anchors.centerIn: parent
        visible: list.count === 0
        text: qsTr("Touch a product on a shelf to lift it.")
        color: Theme.inkSoft
    }
    ListView {
        id: list
        x: Theme.space3
        y: title.y + title.height + Theme.space1
        width: parent.width - 2 * x
        height: parent.height - y - Theme.space2
        orientation: ListView.Horizontal
        spacing: Theme.space2
        clip: true
        model: hand.simulator.hand

        delegate: Rectangle {
            id: item

            required property string shelf
            required property string slot
            required property string label
            required property string name
            required property url picture
            required property int count

            readonly property bool chosen: shelf === hand.simulator.chosenShelf && slot === hand.simulator.chosenSlot

            width: Theme.dp(520)
            height: list.height
            radius: Theme.radiusSmall
            color: Theme.paper
            border.color: chosen ? Theme.accent : Theme.line
            border.width: chosen ? Theme.space05 : Theme.hair

            Image {
                id: image
                x: Theme.space1
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.dp(104)
                height: width
                source: item.picture
                sourceSize: Qt.size(width, height)
                fillMode: Image.PreserveAspectFit
                asynchronous: true
            }
            Column {
                x: image.x + image.width + Theme.space1
                width: parent.width - x - Theme.space1
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space05

                Label {
                    width: parent.width
                    text: item.count > 1 ? item.count + " × " + item.name : item.name
                    font.pixelSize: Theme.textCaption
                    font.bold: true
                    lineHeight: Theme.lineTight
                    maximumLineCount: 1
                    wrapMode: Text.NoWrap
                }
                Row {
                    spacing: Theme.space1

                    SimulatorToggle {
                        objectName: "back-" + item.shelf + "-" + item.slot
                        text: qsTr("Back to %1").arg(item.label)
                        glyph: Icons.undo
                        onClicked: hand.simulator.putBack(item.shelf, item.slot)
                    }
                    SimulatorToggle {
                        objectName: "elsewhere-" + item.shelf + "-" + item.slot
                        on: item.chosen
                        text: item.chosen ? qsTr("Cancel") : qsTr("Elsewhere")
                        onClicked: hand.simulator.choose(item.shelf, item.slot)
                    }
                }
            }
        }
    }
}
