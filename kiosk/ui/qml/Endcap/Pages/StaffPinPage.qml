pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Models

// The PIN pad. Digits are never shown; a lock counts down.
Rectangle {
    id: page

    required property KioskModel kiosk

    readonly property PinModel pin: kiosk.staff.pin
    readonly property bool locked: pin.lockedSeconds > 0
    readonly property real key: Theme.portrait ? Theme.pinKey : Math.min(Theme.pinKeyWide, (height - 2 * Theme.margin - 3 * Theme.space2) / 4)

    color: Theme.paper

    Column {
        id: words
        x: Theme.margin
        y: Theme.portrait && !page.locked ? Theme.space12 : (page.height - height) / 2
        width: Theme.portrait || page.locked ? page.width - 2 * x : pad.x - 2 * x
        spacing: Theme.space3

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.iconHuge
            height: width
            radius: width / 2
            color: page.locked ? Theme.badSoft : Theme.accentSoft

            Icon {
                anchors.centerIn: parent
                size: Theme.iconLarge
                text: page.locked ? Icons.timer : Icons.lock
                color: page.locked ? Theme.bad : Theme.accent
            }
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.locked ? qsTr("Too many wrong PINs") : qsTr("Staff PIN")
            font.pixelSize: Theme.textHeadline
            font.bold: true
            lineHeight: Theme.lineTight
        }
        Label {
            objectName: "pinLocked"
            width: parent.width
            visible: page.locked
            horizontalAlignment: Text.AlignHCenter
            text: page.pin.lockedText
            color: Theme.bad
            font.pixelSize: Theme.textDisplay
            font.bold: true
            lineHeight: 1
        }
        Label {
            objectName: "pinRemark"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.locked ? qsTr("Wait, then try again. The lock also holds after a restart.") : page.pin.checking ? qsTr("Checking…") : page.pin.wrong && page.pin.length === 0 ? qsTr("That PIN is not right. Try again.") : qsTr("Enter your PIN.")
            color: !page.locked && !page.pin.checking && page.pin.wrong && page.pin.length === 0 ? Theme.bad : Theme.inkSoft
            font.pixelSize: Theme.textTitle
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: !page.locked
            topPadding: Theme.space2
            spacing: Theme.space3

            Repeater {
                model: Math.max(page.pin.shortest, page.pin.length)

                Rectangle {
                    required property int index

                    width: Theme.space4
                    height: width
                    radius: width / 2
                    color: index < page.pin.length ? Theme.ink : Theme.none
                    border.color: Theme.ink
                    border.width: Theme.hair
                }
            }
        }
    }
    Grid {
        id: pad
        x: Theme.portrait ? (page.width - width) / 2 : page.width * 0.52
        y: Theme.portrait ? words.y + words.height + (page.height - words.y - words.height - height) / 2 : (page.height - height) / 2
        columns: 3
        spacing: Theme.space2
        enabled: !page.locked && !page.pin.checking
        visible: !page.locked

        Repeater {
            model: 9

            StaffPinKey {
                required property int index

                objectName: "pin" + (index + 1)
                width: page.key
                height: Theme.portrait ? width * 0.82 : width
                text: index + 1
                onClicked: page.pin.press(index + 1)
            }
        }
        StaffPinKey {
            objectName: "pinErase"
            width: page.key
            height: Theme.portrait ? width * 0.82 : width
            text: qsTr("Delete")
            glyph: Icons.erase
            enabled: page.pin.length > 0
            onClicked: page.pin.erase()
        }
        StaffPinKey {
            objectName: "pin0"
            width: page.key
            height: Theme.portrait ? width * 0.82 : width
            text: "0"
            onClicked: page.pin.press(0)
        }
        StaffPinKey {
            objectName: "pinEnter"
            width: page.key
            height: Theme.portrait ? width * 0.82 : width
            text: qsTr("Sign in")
            glyph: Icons.check
            loud: true
            enabled: page.pin.ready
            onClicked: page.pin.enter()
        }
    }
}
