import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A department or a category.
Tap {
    id: card

    required property string groupId
    required property string name
    required property string note
    required property url picture
    required property int tint

    text: name
    padding: 0

    background: Rectangle {
        radius: Theme.radius
        color: Theme.tint(card.tint)
        border.color: card.sunk ? Theme.tintInk(card.tint) : color
        border.width: Theme.hair
    }
    contentItem: Item {
        Image {
            readonly property real room: parent.height - words.height - Theme.space5
            readonly property real side: Math.round(Math.min(room, parent.width * 0.6))

            anchors { right: parent.right; top: parent.top; margins: Theme.space2 }
            width: side
            height: side
            source: card.picture
            sourceSize: Qt.size(side, side)
            fillMode: Image.PreserveAspectFit
            asynchronous: true
        }
        Column {
            id: words
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.space3 }

            Label {
                width: parent.width
                text: card.name
                color: Theme.tintInk(card.tint)
                font.bold: true
                lineHeight: Theme.lineTight
                maximumLineCount: 3
            }
            Label {
                width: parent.width
                text: card.note
                color: Theme.tintInk(card.tint)
                font.pixelSize: Theme.textCaption
                lineHeight: Theme.lineTight
                maximumLineCount: 1
            }
        }
    }
}
