pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A short remark on a coloured ground.
Rectangle {
    id: chip

    required property string text
    property string glyph: ""
    property color words: Theme.ink
    property real widest: Number.POSITIVE_INFINITY

    visible: text !== ""
    implicitWidth: Math.min(widest, row.implicitWidth + 2 * Theme.space2)
    implicitHeight: row.implicitHeight + Theme.space2
    width: implicitWidth
    height: implicitHeight
    radius: Theme.radiusSmall
    color: Theme.sunken

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.space1

        Icon {
            visible: chip.glyph !== ""
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.iconSmall
            text: chip.glyph
            color: chip.words
        }
        Label {
            width: Math.min(implicitWidth, chip.widest - 2 * Theme.space2 - (chip.glyph !== "" ? Theme.iconSmall + Theme.space1 : 0))
            anchors.verticalCenter: parent.verticalCenter
            text: chip.text
            color: chip.words
            font.pixelSize: Theme.textCaption
            font.bold: true
            lineHeight: 1
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }
}
