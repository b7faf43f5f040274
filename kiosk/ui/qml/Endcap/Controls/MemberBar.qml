pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// Above every page while a loyalty card is in use: the way to what is known, and out.
Rectangle {
    id: bar

    required property KioskModel kiosk

    visible: kiosk.member.signedIn && kiosk.page !== KioskModel.Interests && kiosk.page !== KioskModel.Attract
    height: visible ? Theme.touchSecondary + 2 * Theme.space1 : 0
    color: Theme.accentSoft

    Row {
        id: buttons
        anchors { right: parent.right; verticalCenter: parent.verticalCenter; rightMargin: Theme.margin }
        spacing: Theme.space2

        ActionButton {
            objectName: "memberInterests"
            kind: "secondary"
            height: Theme.touchSecondary
            glyph: Theme.accessible ? "" : Icons.person
            text: qsTr("Your interests")
            onClicked: bar.kiosk.member.open("interests")
        }
        ActionButton {
            objectName: "memberLeave"
            kind: "secondary"
            height: Theme.touchSecondary
            glyph: Theme.accessible ? "" : Icons.leave
            text: qsTr("Sign out")
            onClicked: bar.kiosk.endSession()
        }
    }
    Label {
        anchors { left: parent.left; right: buttons.left; verticalCenter: parent.verticalCenter; leftMargin: Theme.margin; rightMargin: Theme.space2 }
        visible: !Theme.accessible
        text: qsTr("With your card")
        color: Theme.accent
        font.pixelSize: Theme.textCaption
        font.bold: true
        lineHeight: 1
        wrapMode: Text.NoWrap
    }
}
