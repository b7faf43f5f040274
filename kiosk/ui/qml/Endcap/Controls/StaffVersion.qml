pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One version of the model or the catalog.
Panel {
    id: card

    required property string glyph
    required property string role // "Suggestions, in use"
    required property string version
    required property string made
    required property string detail
    property bool current: false
    default property alias contents: extra.data

    implicitHeight: column.implicitHeight + 2 * Theme.space4
    border.color: current ? Theme.accent : Theme.line

    Column {
        id: column
        x: Theme.space4
        y: Theme.space4
        width: parent.width - 2 * x
        spacing: Theme.space1

        Row {
            width: parent.width
            spacing: Theme.space1

            Icon {
                id: mark
                size: Theme.iconSmall
                anchors.verticalCenter: parent.verticalCenter
                text: card.glyph
                color: card.current ? Theme.accent : Theme.inkSoft
            }
            Label {
                width: parent.width - mark.width - parent.spacing
                text: card.role
                color: card.current ? Theme.accent : Theme.inkSoft
                font.pixelSize: Theme.textCaption
                font.bold: true
                lineHeight: Theme.lineTight
            }
        }
        Label {
            width: parent.width
            text: card.version
            font.pixelSize: Theme.textHeading
            font.bold: true
            lineHeight: Theme.lineTight
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: card.detail
            lineHeight: Theme.lineTight
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: card.made
            color: Theme.inkSoft
            font.pixelSize: Theme.textCaption
        }
        Column {
            id: extra
            width: parent.width
            topPadding: children.length > 0 ? Theme.space2 : 0
        }
    }
}
