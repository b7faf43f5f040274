pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A device that was heard, or a slot with its cell: touch it to set it up.
Tap {
    id: row

    required property string headline
    required property string detail
    required property string stateText
    required property string tone
    property bool chosen: false

    text: headline
    padding: 0
    implicitHeight: Math.max(Theme.touchPrimary, lines.implicitHeight + 2 * Theme.space2)

    background: Panel {
        color: row.sunk ? Theme.sunken : row.chosen ? Theme.accentSoft : Theme.surface
        border.color: row.chosen ? Theme.accent : Theme.line
    }
    contentItem: Item {
        Column {
            id: lines
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.space3
            width: parent.width - 2 * x
            spacing: Theme.space05

            Label {
                width: parent.width
                text: row.headline
                font.bold: true
                lineHeight: Theme.lineTight
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: row.detail
                color: Theme.inkSoft
                font.pixelSize: Theme.textCaption
                lineHeight: Theme.lineTight
            }
            Chip {
                text: row.stateText
                widest: lines.width
                color: Theme.toneSoft(row.tone)
                words: Theme.tone(row.tone)
            }
        }
    }
}
