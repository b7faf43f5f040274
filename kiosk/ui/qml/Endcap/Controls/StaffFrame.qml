pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// The staff's head above a page: who is signed in, where to go, and the way out.
Rectangle {
    id: frame

    required property KioskModel kiosk
    default property alias contents: body.data
    property alias body: body

    readonly property StaffModel staff: kiosk.staff
    readonly property real tabHeight: Theme.touchPrimary + Theme.space1

    color: Theme.paper

    Rectangle {
        id: head
        width: parent.width
        height: Theme.portrait ? masthead.height + tabs.height : Math.max(masthead.height, tabs.height)
        color: Theme.night

        Item {
            id: masthead
            x: Theme.margin
            width: Theme.portrait ? parent.width - 2 * Theme.margin : Math.round(parent.width * 0.26)
            height: Theme.touchPrimary + Theme.space3

            Icon {
                id: person
                anchors.verticalCenter: parent.verticalCenter
                text: Icons.person
                color: Theme.overNightSoft
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                x: person.width + Theme.space2
                width: parent.width - x - (Theme.portrait ? out.width + Theme.space2 : 0)
                text: frame.staff.name
                color: Theme.overNight
                font.pixelSize: Theme.textTitle
                font.bold: true
                maximumLineCount: 1
            }
        }
        Row {
            id: tabs
            x: Theme.portrait ? Theme.space3 : masthead.x + masthead.width
            y: Theme.portrait ? masthead.height : head.height - height
            width: (Theme.portrait ? parent.width : out.x) - x - Theme.space3

            StaffTab {
                objectName: "staffRestock"
                width: tabs.width / 5
                height: frame.tabHeight
                glyph: Icons.tasks
                text: qsTr("Restock")
                current: frame.kiosk.page === KioskModel.StaffRestock || frame.kiosk.page === KioskModel.StaffTask
                onClicked: frame.staff.showRestock()
            }
            StaffTab {
                objectName: "staffHealth"
                width: tabs.width / 5
                height: frame.tabHeight
                glyph: Icons.activity
                text: qsTr("Health")
                current: frame.kiosk.page === KioskModel.StaffHealth
                onClicked: frame.staff.showHealth()
            }
            StaffTab {
                objectName: "staffDevices"
                width: tabs.width / 5
                height: frame.tabHeight
                glyph: Icons.scale
                text: qsTr("Devices")
                current: frame.kiosk.page === KioskModel.StaffDevices
                onClicked: frame.staff.showDevices()
            }
            StaffTab {
                objectName: "staffVersions"
                width: tabs.width / 5
                height: frame.tabHeight
                glyph: Icons.similar
                text: qsTr("Versions")
                current: frame.kiosk.page === KioskModel.StaffVersions
                onClicked: frame.staff.showVersions()
            }
            StaffTab {
                objectName: "staffAudit"
                width: tabs.width / 5
                height: frame.tabHeight
                glyph: Icons.history
                text: qsTr("Log")
                current: frame.kiosk.page === KioskModel.StaffAudit
                onClicked: frame.staff.showAudit()
            }
        }
        Tap {
            id: out
            objectName: "staffLeave"
            x: parent.width - width - (Theme.portrait ? Theme.space3 : Theme.space2)
            y: (masthead.height - height) / 2
            implicitHeight: Theme.accessible ? Theme.touchPrimary : Theme.touchSecondary
            leftPadding: Theme.space3
            rightPadding: Theme.space3
            text: qsTr("Sign out")
            onClicked: frame.staff.leave()

            background: Rectangle {
                radius: Theme.radius
                color: out.sunk ? Theme.nightRaised : Theme.none
                border.color: Theme.overNightSoft
                border.width: Theme.hair
            }
            contentItem: Item {
                implicitWidth: leave.width

                Row {
                    id: leave
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.space1

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        size: Theme.iconSmall
                        text: Icons.leave
                        color: Theme.overNight
                    }
                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: out.text
                        color: Theme.overNight
                        font.pixelSize: Theme.textCaption
                        lineHeight: 1
                    }
                }
            }
        }
    }
    Item {
        id: body
        y: head.height
        width: parent.width
        height: parent.height - y
    }
}
