pragma ComponentBehavior: Bound
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
            anchors { right: parent.right; top: parent.top; margins: Theme.space2 }
            width: Theme.tilePicture
            height: Theme.tilePicture
            source: card.picture
            sourceSize: Qt.size(Theme.tilePicture, Theme.tilePicture)
            fillMode: Image.PreserveAspectFit
            asynchronous: true
        }
        Column {
            id: words
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.space2; leftMargin: Theme.space3 }

            Label {
                width: parent.width
                text: card.name
                color: Theme.tintInk(card.tint)
                font.bold: true
                lineHeight: Theme.lineTight
                maximumLineCount: 2
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
