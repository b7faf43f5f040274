pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One line of the audit log.
Rectangle {
    id: row

    required property int index
    required property string day
    required property string time
    required property string who
    required property string action
    required property string detail
    required property string tone

    readonly property bool stacked: Theme.accessible

    implicitHeight: Math.max(Theme.touchSecondary, grid.implicitHeight + 2 * Theme.space2)
    color: index % 2 === 0 ? Theme.surface : Theme.none

    Rectangle {
        width: Theme.space05
        height: parent.height
        color: row.tone === "quiet" ? Theme.none : Theme.tone(row.tone)
    }
    Grid {
        id: grid
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space3
        width: parent.width - 2 * x
        columns: row.stacked ? 1 : 3
        columnSpacing: Theme.space3
        rowSpacing: Theme.space05
        verticalItemAlignment: Grid.AlignVCenter

        Column {
            width: row.stacked ? grid.width : Theme.auditWhen

            Label {
                width: parent.width
                text: row.stacked ? row.day + " " + row.time : row.time
                font.pixelSize: Theme.textCaption
                font.bold: true
                lineHeight: Theme.lineTight
            }
            Label {
                width: parent.width
                visible: !row.stacked
                text: row.day
                color: Theme.inkSoft
                font.pixelSize: Theme.textCaption
                lineHeight: Theme.lineTight
            }
        }
        Label {
            width: row.stacked ? grid.width : Theme.auditWho
            text: row.who
            font.pixelSize: Theme.textCaption
            maximumLineCount: 2
            lineHeight: Theme.lineTight
        }
        Column {
            width: row.stacked ? grid.width : grid.width - Theme.auditWhen - Theme.auditWho - 2 * grid.columnSpacing

            Label {
                width: parent.width
                text: row.action
                color: row.tone === "quiet" ? Theme.ink : Theme.tone(row.tone)
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
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                maximumLineCount: 3
            }
        }
    }
}
