pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One shelf, scanner or bridge: how it is and when it was heard.
Panel {
    id: row

    required property string deviceId
    required property string name
    required property string kind
    required property string stateText
    required property string tone
    required property string heard
    required property string slots
    required property string silent

    implicitHeight: Math.max(mark.height, words.implicitHeight) + 2 * Theme.space2

    Rectangle {
        id: mark
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space3
        width: Theme.touchSecondary
        height: width
        radius: width / 2
        color: Theme.toneSoft(row.tone)

        Icon {
            anchors.centerIn: parent
            text: row.kind === "shelf" ? Icons.scale : row.kind === "scanner" ? Icons.scan : Icons.radio
            color: Theme.tone(row.tone)
        }
    }
    Column {
        id: words
        anchors.verticalCenter: parent.verticalCenter
        x: mark.x + mark.width + Theme.space3
        width: parent.width - x - Theme.space3 - (Theme.accessible ? 0 : chips.width + Theme.space2)
        spacing: Theme.space05

        Label {
            width: parent.width
            text: row.name
            font.bold: true
            lineHeight: Theme.lineTight
            maximumLineCount: 2
        }
        Label {
            width: parent.width
            text: row.slots !== "" ? row.heard + " · " + row.slots : row.heard
            color: Theme.inkSoft
            font.pixelSize: Theme.textCaption
            maximumLineCount: 2
        }
        Item {
            width: chips.width
            height: Theme.accessible ? chips.height : 0
        }
    }
    Row {
        id: chips
        x: Theme.accessible ? words.x : parent.width - width - Theme.space3
        y: Theme.accessible ? words.y + words.height - height : (parent.height - height) / 2
        spacing: Theme.space1

        Chip {
            text: row.silent
            glyph: Icons.warning
            color: Theme.warnSoft
            words: Theme.warn
        }
        Chip {
            text: row.stateText
            color: Theme.toneSoft(row.tone)
            words: Theme.tone(row.tone)
        }
    }
}
