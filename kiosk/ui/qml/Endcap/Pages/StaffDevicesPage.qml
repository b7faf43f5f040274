pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Models

// Devices under the shelves: adopt new ones, see how each cell is, open a slot to set it up.
StaffFrame {
    id: page

    readonly property DevicesModel devices: staff.devicesUnder
    property bool forgetting: false

    StaffSlotSetup {
        anchors.fill: parent
        visible: page.devices.settingUp
        devices: page.devices
        onForgetting: page.forgetting = true
        onVisibleChanged: {
            typed = "";
            page.forgetting = false;
        }
    }
    Flickable {
        id: view
        anchors.fill: parent
        visible: !page.devices.settingUp
        contentHeight: Math.max(fresh.y + fresh.height, cells.y + cells.height) + Theme.margin
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: fresh
            x: Theme.margin
            y: Theme.space3
            width: Theme.portrait ? view.width - 2 * x : Math.round((view.width - 3 * x) / 2)
            spacing: Theme.space2

            StaffAlerts {
                width: parent.width
                staff: page.staff
            }
            ActionButton {
                objectName: "teachIn"
                width: parent.width
                glyph: Icons.radio
                enabled: !page.devices.waiting && page.devices.teachInSeconds === 0
                text: page.devices.teachInSeconds > 0 ? qsTr("Teach-in is open: %1 s").arg(page.devices.teachInSeconds) : qsTr("Open teach-in for 60 s")
                onClicked: page.devices.openTeachIn()
            }
            StaffBanner {
                width: parent.width
                text: page.devices.remark
                tone: page.devices.remarkTone
            }
            Label {
                width: parent.width
                text: page.devices.adopting === "" ? qsTr("Not adopted") : qsTr("Touch the slot of %1").arg(page.devices.adopting)
                color: page.devices.adopting === "" ? Theme.ink : Theme.accent
                font.pixelSize: Theme.textTitle
                font.bold: true
                lineHeight: Theme.lineTight
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            }
            Repeater {
                model: page.devices.strangers

                StaffCellRow {
                    required property string dialect
                    required property string device
                    required property string channel
                    required property string name

                    objectName: "stranger-" + device
                    width: fresh.width
                    headline: name
                    stateText: ""
                    tone: "quiet"
                    onClicked: page.devices.choose(dialect, device, channel)
                }
            }
            StaffCard {
                width: parent.width
                visible: page.devices.strangers.count === 0
                glyph: Icons.radio
                tone: "quiet"
                headline: qsTr("No new device is heard")
                detail: qsTr("Power it and let it reach the broker; it appears here by itself.")
            }
        }
        Column {
            id: cells
            x: Theme.portrait ? Theme.margin : fresh.x + fresh.width + Theme.margin
            y: Theme.portrait ? fresh.y + fresh.height + Theme.space4 : Theme.space3
            width: view.width - x - Theme.margin
            spacing: Theme.space2

            Repeater {
                model: page.devices.cells

                StaffCellRow {
                    required property string shelfId
                    required property string slotId
                    required property string cell
                    required property string name
                    required property string shelf

                    objectName: "cell-" + shelfId + "-" + slotId
                    width: cells.width
                    headline: name + " · " + shelf
                    onClicked: {
                        if (page.devices.adopting === "")
                            page.devices.open(shelfId, slotId, cell);
                        else
                            naming.ask(shelfId, slotId, name);
                    }
                }
            }
        }
    }
    StaffCellName {
        id: naming
        anchors.fill: parent
        devices: page.devices
    }
    ConfirmSheet {
        anchors.fill: parent
        visible: page.forgetting
        question: qsTr("Forget this device?")
        detail: qsTr("Its slot is no longer counted until a device is adopted for it again.")
        yes: qsTr("Forget it")
        no: qsTr("Keep it")
        onDeclined: page.forgetting = false
        onAgreed: {
            page.forgetting = false;
            page.devices.forget();
        }
    }
}
