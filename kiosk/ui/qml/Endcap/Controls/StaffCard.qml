pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One state of affairs: a coloured mark, what holds, and what that means.
Panel {
    id: card

    required property string glyph
    required property string tone
    required property string headline
    property string detail: ""
    default property alias contents: extra.data

    implicitHeight: Math.max(mark.height, column.implicitHeight) + 2 * Theme.space3

    Rectangle {
        id: mark
        x: Theme.space3
        y: Theme.space3
        width: Theme.touchSecondary
        height: width
        radius: width / 2
        color: Theme.toneSoft(card.tone)

        Icon {
            anchors.centerIn: parent
            text: card.glyph
            color: Theme.tone(card.tone)
        }
    }
    Column {
        id: column
        x: mark.x + mark.width + Theme.space3
        y: Math.max(Theme.space3, mark.y + (mark.height - height) / 2)
        width: parent.width - x - Theme.space3
        spacing: Theme.space1

        Label {
            width: parent.width
            text: card.headline
            font.bold: true
            lineHeight: Theme.lineTight
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: card.detail
            color: Theme.inkSoft
            font.pixelSize: Theme.textCaption
            lineHeight: Theme.lineTight
        }
        Column {
            id: extra
            width: parent.width
            spacing: Theme.space2
        }
    }
}
