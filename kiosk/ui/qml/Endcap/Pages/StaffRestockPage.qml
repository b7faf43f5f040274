pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls

// What to restock, the most urgent first. One button starts with the first.
StaffFrame {
    id: page

    Label {
        id: headline
        x: Theme.margin
        y: Theme.space3
        width: parent.width - 2 * x
        visible: page.staff.tasks.count > 0
        text: page.staff.headline
        font.pixelSize: Theme.textTitle
        font.bold: true
        lineHeight: Theme.lineTight
    }
    ListView {
        id: list
        objectName: "restockList"
        x: Theme.margin
        y: headline.y + headline.height + Theme.space2
        width: parent.width - 2 * x
        height: parent.height - y - (dock.visible ? dock.height : 0)
        clip: true
        spacing: Theme.space2
        bottomMargin: Theme.space3
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 0 // rows made ahead of time would be dropped noisily when the list shrinks
        model: page.staff.tasks

        delegate: StaffTaskRow {
            objectName: "task-" + taskId
            width: list.width
            onClicked: page.staff.takeTask(taskId)
        }
    }
    StaffEmpty {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        visible: page.staff.tasks.count === 0
        glyph: Icons.packDone
        headline: qsTr("All shelves are full")
        detail: qsTr("Nothing to restock now. New tasks appear here by themselves.")
    }
    Rectangle {
        id: dock
        y: parent.height - height
        width: parent.width
        height: start.implicitHeight + 2 * Theme.space3
        visible: page.staff.startText !== "" && page.staff.tasks.count > 0
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Theme.hair
            color: Theme.line
        }
        ActionButton {
            id: start
            objectName: "restockStart"
            x: Theme.margin
            y: Theme.space3
            width: parent.width - 2 * x
            glyph: Icons.packOpen
            text: page.staff.startText
            onClicked: page.staff.startFirst()
        }
    }
}
