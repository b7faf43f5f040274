pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Controls

// Who did what, the latest first.
StaffFrame {
    id: page

    Rectangle {
        id: sheet
        x: Theme.margin
        y: Theme.space4
        width: parent.width - 2 * x
        height: parent.height - y
        visible: page.staff.audit.count > 0
        color: Theme.none

        ListView {
            id: list
            objectName: "auditList"
            anchors.fill: parent
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            bottomMargin: Theme.margin
            cacheBuffer: 0 // rows made ahead of time would be dropped noisily when the list shrinks
            model: page.staff.audit

            delegate: StaffAuditRow {
                width: list.width
            }
        }
    }
    StaffEmpty {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        visible: page.staff.audit.count === 0
        glyph: Icons.history
        headline: qsTr("Nothing has been written yet")
        detail: qsTr("Every change that staff make stands here, with who made it and when.")
    }
}
