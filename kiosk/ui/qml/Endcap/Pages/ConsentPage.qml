pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Models

// A loyalty card that is new here: whether this kiosk may remember, both answers equally at hand.
Rectangle {
    id: page

    required property KioskModel kiosk

    readonly property MemberModel member: kiosk.member
    readonly property bool beside: Theme.accessible && !Theme.portrait // where both answers would be below the screen
    readonly property real free: width - 2 * Theme.margin
    readonly property real textWidth: beside ? free * 0.58 : Math.min(free, Theme.sheetWidth)
    readonly property real answerWidth: free * 0.42 - Theme.space4

    component Promise: Row {
        id: promise

        required property string glyph
        required property string text

        width: parent ? parent.width : 0
        spacing: Theme.space2

        Icon {
            id: sign
            text: promise.glyph
            color: Theme.accent
        }
        Label {
            width: parent.width - sign.width - parent.spacing
            text: promise.text
            lineHeight: Theme.lineTight
        }
    }

    color: Theme.paper

    Flickable {
        anchors.fill: parent
        contentHeight: Math.max(height, sheet.height + 2 * Theme.margin)
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        Grid {
            id: sheet
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(Theme.margin, (page.height - height) / 2)
            columns: page.beside ? 2 : 1
            spacing: Theme.space4

            Column {
                width: page.textWidth
                spacing: Theme.space3

                PageHead {
                    width: parent.width
                    above: qsTr("Your loyalty card")
                    title: page.member.refused ? qsTr("Not possible right now") : qsTr("May this kiosk remember you?")
                    note: page.member.refused ? qsTr("What this kiosk remembers cannot be read or kept at the moment. Everything else works without your card.") : ""
                }
                Promise {
                    visible: !page.member.refused
                    glyph: Icons.basket
                    text: qsTr("Kept is what you take from the smart shelves after showing your card, and what you choose to tell about your taste, so that suggestions suit you.")
                }
                Promise {
                    visible: !page.member.refused
                    glyph: Icons.lock
                    text: qsTr("It stays on this kiosk, encrypted, and is sent to nobody. Your card number is not kept.")
                }
                Promise {
                    visible: !page.member.refused
                    glyph: Icons.person
                    text: qsTr("You can see, correct and delete it here at any time. It deletes itself after %1 without a visit.").arg(page.member.kept)
                }
            }
            Column {
                width: page.beside ? page.answerWidth : page.textWidth
                spacing: Theme.space3

                ActionButton {
                    objectName: "consentYes"
                    visible: !page.member.refused
                    width: parent.width
                    kind: "secondary" // as loud as the other answer
                    implicitHeight: Theme.touchPrimary
                    text: qsTr("Yes, remember me here")
                    onClicked: page.member.answer(true)
                }
                ActionButton {
                    objectName: "consentNo"
                    width: parent.width
                    kind: "secondary"
                    implicitHeight: Theme.touchPrimary
                    text: page.member.refused ? qsTr("Go on") : qsTr("No, go on without")
                    onClicked: page.member.answer(false)
                }
            }
        }
    }
}
