pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One thing that the kiosk knows of the shopper, and the way to say that it is wrong.
Rectangle {
    id: line

    required property string key
    required property string title
    required property string sentence
    required property string icon
    required property url picture
    required property int tint
    required property string undo

    signal corrected(key: string)

    implicitHeight: Math.max(words.implicitHeight, notMe.height, ground.height) + 2 * Theme.space2
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.line
    border.width: Theme.hair

    Picture {
        id: ground
        anchors { left: parent.left; verticalCenter: parent.verticalCenter; leftMargin: Theme.space2 }
        visible: !Theme.accessible || !Theme.portrait
        width: visible ? Theme.tilePicture : 0
        height: Theme.tilePicture
        source: line.picture
        tint: line.tint
        radius: Theme.radiusSmall

        Icon {
            anchors.centerIn: parent
            visible: line.picture.toString() === ""
            text: Icons.question
            color: Theme.tintInk(line.tint)
        }
    }
    Column {
        id: words
        anchors { left: ground.right; right: notMe.left; verticalCenter: parent.verticalCenter; leftMargin: Theme.space2; rightMargin: Theme.space2 }
        spacing: Theme.space05

        Label {
            width: parent.width
            text: line.title
            font.bold: true
            lineHeight: Theme.lineTight
        }
        Row {
            width: parent.width
            spacing: Theme.space1

            Icon {
                id: sign
                size: Theme.iconSmall
                text: Icons.glyph(line.icon)
                color: Theme.accent
            }
            Label {
                width: parent.width - sign.width - parent.spacing
                text: line.sentence
                color: Theme.inkSoft
                font.pixelSize: Theme.textCaption
                lineHeight: Theme.lineTight
            }
        }
    }
    ActionButton {
        id: notMe
        objectName: "notMe-" + line.key
        anchors { right: parent.right; verticalCenter: parent.verticalCenter; rightMargin: Theme.space2 }
        kind: "secondary"
        text: line.undo
        onClicked: line.corrected(line.key)
    }
}
