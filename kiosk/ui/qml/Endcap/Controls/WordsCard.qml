pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// What the shopper said of their taste, and the way to say it.
Rectangle {
    id: card

    required property string words

    readonly property bool said: words !== ""

    signal opened

    implicitHeight: Math.max(column.implicitHeight, button.height) + 2 * Theme.space3
    radius: Theme.radius
    color: Theme.accentSoft

    Column {
        id: column
        anchors { left: parent.left; right: button.left; verticalCenter: parent.verticalCenter; leftMargin: Theme.space3; rightMargin: Theme.space3 }
        spacing: Theme.space05

        Label {
            width: parent.width
            text: card.said ? qsTr("You said") : qsTr("In your own words")
            font.bold: true
            lineHeight: Theme.lineTight
        }
        Label {
            objectName: "saidWords"
            width: parent.width
            text: card.said ? card.words : qsTr("Say what you like and what you want less of: suggestions follow it.")
            font.pixelSize: card.said ? Theme.textBody : Theme.textCaption
            lineHeight: Theme.lineTight
        }
    }
    ActionButton {
        id: button
        objectName: "sayWords"
        anchors { right: parent.right; verticalCenter: parent.verticalCenter; rightMargin: Theme.space2 }
        text: card.said ? qsTr("Change") : qsTr("Say it")
        onClicked: card.opened()
    }
}
