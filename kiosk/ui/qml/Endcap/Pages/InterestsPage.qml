pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Models

// What this kiosk knows of the shopper, to see, correct and delete, and the two lists that follow from it.
Rectangle {
    id: page

    required property KioskModel kiosk

    readonly property MemberModel member: kiosk.member
    readonly property bool listed: member.showing !== "interests"
    readonly property real actionWidth: Theme.portrait ? (width - 2 * Theme.margin - Theme.space2) / 2 : Math.max(remove.implicitWidth, out.implicitWidth)
    readonly property real actionHeight: Math.max(remove.implicitHeight, out.implicitHeight)

    color: Theme.paper
    function stop(): void {
        sheet.visible = false;
        saying.close();
    }

    onEnabledChanged: stop()

    Connections {
        target: page.member
        function onReplaced() {
            page.stop();
        }
    }

    PageHead {
        id: head
        x: Theme.margin
        y: Theme.margin
        width: parent.width - 2 * Theme.margin - (Theme.portrait ? 0 : actions.width + Theme.space3)
        title: qsTr("Your interests")
        note: page.member.failed ? qsTr("That could not be done right now. Please try again, or tell a member of staff.") : page.member.basis
    }
    Flow {
        id: tabs
        x: Theme.margin
        y: head.y + head.height + Theme.space3
        width: parent.width - 2 * Theme.margin
        spacing: Theme.space2

        ChoiceTab {
            objectName: "listInterests"
            glyph: Icons.person
            text: qsTr("What is known")
            current: page.member.showing === "interests"
            onClicked: page.member.open("interests")
        }
        ChoiceTab {
            objectName: "listRepeat"
            glyph: Icons.repeat
            text: qsTr("Again")
            current: page.member.showing === "repeat"
            onClicked: page.member.open("repeat")
        }
        ChoiceTab {
            objectName: "listDiscover"
            glyph: Icons.sparkles
            text: qsTr("New to you")
            current: page.member.showing === "discover"
            onClicked: page.member.open("discover")
        }
    }
    Item {
        id: body
        x: Theme.margin
        y: tabs.y + tabs.height + Theme.space3
        width: parent.width - 2 * Theme.margin
        height: (Theme.portrait ? actions.y - Theme.space3 : parent.height) - y

        ListView {
            id: list
            objectName: "interests"
            anchors.fill: parent
            visible: !page.listed
            clip: true
            spacing: Theme.space2
            cacheBuffer: 0
            interactive: contentHeight > height
            boundsBehavior: Flickable.StopAtBounds
            model: page.member.interests
            header: Item {
                visible: page.member.maySay
                width: list.width
                height: visible ? card.height + Theme.space2 : 0
                onHeightChanged: list.positionViewAtBeginning() // a header that grows is above what is seen

                WordsCard {
                    id: card
                    width: parent.width
                    words: page.member.words
                    onOpened: saying.open(page.member.words)
                }
            }
            footer: Item {
                visible: page.member.more !== ""
                width: list.width
                height: visible ? rest.height : 0

                Label {
                    id: rest
                    width: parent.width
                    topPadding: Theme.space3
                    bottomPadding: Theme.space3
                    text: page.member.more
                    color: Theme.inkSoft
                }
            }

            delegate: InterestLine {
                width: list.width
                onCorrected: key => page.member.correct(key)
            }
        }
        SuggestionGrid {
            objectName: "memberList"
            anchors { fill: parent; rightMargin: -Theme.space2 }
            visible: page.listed
            suggestions: page.member.suggestions
            subject: page.member.showing
            onChosen: productId => page.kiosk.openSuggestion(productId)
        }
        EmptyNote {
            readonly property real above: !page.listed && list.headerItem ? list.headerItem.height : 0

            anchors { centerIn: parent; verticalCenterOffset: above / 2 }
            width: parent.width
            visible: above + implicitHeight > parent.height ? false : page.listed ? page.member.suggestions.count === 0 && !page.member.waited : page.member.interests.count === 0
            glyph: page.listed ? Icons.sparkles : Icons.basket
            title: page.listed ? qsTr("Nothing to suggest yet") : qsTr("Nothing is known yet")
            detail: qsTr("Take something from a smart shelf: it is kept when you leave, and shown here the next time.")
        }
    }
    Grid {
        id: actions
        x: Theme.portrait ? Theme.margin : parent.width - width - Theme.margin
        y: Theme.portrait ? parent.height - height - Theme.space3 : Theme.margin
        columns: Theme.portrait ? 2 : 1
        spacing: Theme.space2

        ActionButton {
            id: remove
            objectName: "deleteProfile"
            width: page.actionWidth
            height: page.actionHeight
            kind: "secondary"
            text: qsTr("Delete everything")
            onClicked: sheet.visible = true
        }
        ActionButton {
            id: out
            objectName: "signOut"
            width: page.actionWidth
            height: page.actionHeight
            kind: "secondary"
            glyph: Icons.leave
            text: qsTr("Sign out")
            onClicked: page.kiosk.endSession()
        }
    }
    WordsSheet {
        id: saying
        anchors.fill: parent
        longest: page.member.longestWords
        offered: page.member.offered
        onTyped: letters => page.member.offer(letters)
        onSaid: text => page.member.say(text)
    }
    ConfirmSheet {
        id: sheet
        anchors.fill: parent
        visible: false
        question: qsTr("Delete everything about you?")
        detail: qsTr("Your visits, your words and your corrections are erased from this kiosk for good. Your loyalty card goes on working elsewhere.")
        yes: qsTr("Delete")
        no: qsTr("Keep")
        onAgreed: {
            visible = false;
            page.member.deleteAll();
        }
        onDeclined: visible = false
    }
}
