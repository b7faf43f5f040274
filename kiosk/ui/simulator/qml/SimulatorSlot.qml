pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One slot: touch the product to lift a piece, "+" to bring more.
Tap {
    id: cell

    required property string slot
    required property string label
    required property string name
    required property url picture
    required property int count
    required property int capacity
    required property bool low
    required property string stranger
    required property url strangerPicture

    required property string shelfName
    required property int pieces
    required property bool aiming // a piece in the hand is to be put somewhere
    required property bool home // where that piece belongs

    signal strangerClicked
    signal restockClicked

    objectName: "slot-" + shelfName + "-" + slot
    text: name
    padding: 0

    background: Rectangle {
        radius: Theme.radiusSmall
        color: cell.home ? Theme.accentSoft : cell.sunk ? Theme.sunken : cell.hovered ? Theme.paper : Theme.none
        border.color: cell.aiming ? (cell.home ? Theme.accent : Theme.line) : Theme.none
        border.width: cell.home ? Theme.space05 : Theme.hair
    }
    contentItem: Item {
        Image {
            id: image
            readonly property real side: Math.round(Math.min(parent.width * 0.6, parent.height - label.height - Theme.space4))

            x: Theme.space1
            y: parent.height - height - Theme.space2
            width: side
            height: side
            source: cell.picture
            sourceSize: Qt.size(side, side)
            fillMode: Image.PreserveAspectFit
            asynchronous: true
            opacity: cell.count > 0 ? 1 : 0.25
        }
        Label {
            id: label
            x: Theme.space1
            width: parent.width - 2 * x
            text: cell.label + " " + cell.name
            color: Theme.inkSoft
            font.pixelSize: Theme.textSmallest
            lineHeight: Theme.lineTight
            maximumLineCount: 1
            wrapMode: Text.NoWrap
        }
        Label {
            objectName: "count"
            x: parent.width - width - Theme.space1
            anchors.verticalCenter: image.verticalCenter
            anchors.verticalCenterOffset: -plus.height / 2
            text: cell.count + "/" + cell.capacity
            color: cell.count === 0 ? Theme.bad : cell.low ? Theme.warn : Theme.ink
            font.bold: true
            lineHeight: 1
        }
        SimulatorToggle {
            id: plus
            objectName: "restock"
            x: parent.width - width - Theme.space05
            y: parent.height - height - Theme.space2
            implicitHeight: Theme.dp(52)
            enabled: cell.count < cell.capacity
            opacity: enabled ? 1 : 0.35
            text: cell.pieces === 0 ? qsTr("Fill") : "+" + cell.pieces
            onClicked: cell.restockClicked()
        }
        Tap {
            objectName: "stranger"
            visible: cell.stranger !== ""
            x: image.x + image.width * 0.45
            y: image.y + image.height - height
            width: image.width * 0.62
            height: width
            padding: 0
            text: cell.stranger
            onClicked: cell.strangerClicked()

            background: Rectangle {
                radius: width / 2
                color: Theme.badSoft
                border.color: Theme.bad
                border.width: Theme.hair
            }
            contentItem: Item {
                Image {
                    anchors.centerIn: parent
                    width: Math.round(parent.width * 0.74)
                    height: width
                    source: cell.strangerPicture
                    sourceSize: Qt.size(width, width)
                    fillMode: Image.PreserveAspectFit
                    asynchronous: true
                }
            }
        }
    }
}
