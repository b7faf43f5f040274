pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// What is said where there is nothing to show.
Column {
    id: note

    required property string glyph
    required property string title
    property string detail: ""

    spacing: Theme.space2

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.iconHuge + Theme.space8
        height: width
        radius: width / 2
        color: Theme.sunken

        Icon {
            anchors.centerIn: parent
            size: Theme.iconLarge
            text: note.glyph
            color: Theme.inkSoft
        }
    }
    Label {
        width: parent.width
        topPadding: Theme.space2
        horizontalAlignment: Text.AlignHCenter
        text: note.title
        font.pixelSize: Theme.textHeading
        font.bold: true
        lineHeight: Theme.lineTight
    }
    Label {
        width: parent.width
        visible: note.detail !== ""
        horizontalAlignment: Text.AlignHCenter
        text: note.detail
        color: Theme.inkSoft
    }
}
