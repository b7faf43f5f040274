pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls

// Is everything heard, is everything sent: devices, broker, headquarters.
StaffFrame {
    id: page

    Flickable {
        id: view
        anchors.fill: parent
        contentHeight: Math.max(cards.y + cards.height, devices.y + devices.height) + Theme.margin
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: cards
            x: Theme.margin
            y: Theme.space4
            width: Theme.portrait ? view.width - 2 * x : Math.round((view.width - 3 * x) / 2)
            spacing: Theme.space2

            StaffAlerts {
                width: parent.width
                staff: page.staff
            }
            StaffCard {
                width: parent.width
                glyph: page.staff.syncTone === "good" ? Icons.cloudDone : page.staff.syncTone === "quiet" ? Icons.cloud : Icons.cloudOff
                tone: page.staff.syncTone
                headline: page.staff.syncHeadline
                detail: page.staff.syncDetail

                Label {
                    objectName: "syncBacklog"
                    width: parent.width
                    text: page.staff.syncBacklog
                    lineHeight: Theme.lineTight
                }
                Label {
                    objectName: "syncError"
                    width: parent.width
                    visible: text !== ""
                    text: page.staff.syncError
                    color: Theme.bad
                    font.pixelSize: Theme.textCaption
                    lineHeight: Theme.lineTight
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    maximumLineCount: 4
                }
                ActionButton {
                    objectName: "syncNow"
                    width: parent.width
                    glyph: Icons.refresh
                    text: page.staff.syncRunning ? qsTr("Syncing…") : qsTr("Sync now")
                    enabled: !page.staff.syncRunning
                    onClicked: page.staff.syncNow()
                }
            }
            StaffCard {
                width: parent.width
                glyph: page.staff.brokerTone === "good" ? Icons.radio : Icons.offline
                tone: page.staff.brokerTone
                headline: page.staff.brokerHeadline
                detail: page.staff.brokerDetail
            }
            StaffCard {
                width: parent.width
                glyph: page.staff.faultsTone === "good" ? Icons.confirmed : Icons.warning
                tone: page.staff.faultsTone
                headline: page.staff.faults
                detail: qsTr("Since the kiosk was started")
            }
        }
        Column {
            id: devices
            x: Theme.portrait ? Theme.margin : cards.x + cards.width + Theme.margin
            y: Theme.portrait ? cards.y + cards.height + Theme.space4 : Theme.space4
            width: view.width - x - Theme.margin
            spacing: Theme.space2

            Label {
                width: parent.width
                visible: Theme.portrait
                text: qsTr("Devices")
                font.pixelSize: Theme.textTitle
                font.bold: true
                lineHeight: Theme.lineTight
            }
            Repeater {
                model: page.staff.devices

                StaffDeviceRow {
                    width: devices.width
                }
            }
            StaffCard {
                width: parent.width
                visible: page.staff.devices.count === 0
                glyph: Icons.question
                tone: "quiet"
                headline: qsTr("No device has been heard yet")
                detail: qsTr("Shelves and scanners appear here as soon as they speak.")
            }
        }
    }
}
