pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Models

// The taken task in three steps: find the slot, put the goods, see the weight confirm them.
StaffFrame {
    id: page

    readonly property RestockTaskModel task: staff.task
    readonly property bool taken: task.taskId !== ""

    StaffEmpty {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        visible: !page.taken
        glyph: Icons.packDone
        headline: qsTr("This task is done")
        detail: qsTr("Go back to the list for the next one.")
    }
    Flickable {
        id: view
        width: parent.width
        height: parent.height - dock.height
        visible: page.taken
        contentHeight: Math.max(product.y + product.height, steps.y + steps.height) + Theme.space3
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        // What is to be brought
        Column {
            id: product
            x: Theme.margin
            y: Theme.space3
            width: Theme.portrait ? view.width - 2 * x : Math.round(view.width * 0.36)
            spacing: Theme.space3

            Grid {
                width: parent.width
                columns: Theme.portrait ? 2 : 1
                spacing: Theme.space3
                verticalItemAlignment: Grid.AlignVCenter

                Picture {
                    id: photo
                    width: Theme.portrait ? Theme.taskPicture : parent.width
                    height: Theme.portrait ? width : Math.min(Theme.taskPictureWide, view.height - Theme.taskFacts)
                    source: page.task.picture
                    tint: page.task.tint
                }
                Column {
                    width: parent.columns === 2 ? parent.width - photo.width - parent.spacing : parent.width
                    spacing: Theme.space1

                    Label {
                        objectName: "taskName"
                        width: parent.width
                        text: page.task.name
                        font.pixelSize: Theme.textHeading
                        font.bold: true
                        lineHeight: Theme.lineTight
                        maximumLineCount: 3
                    }
                    Label {
                        width: parent.width
                        visible: text !== ""
                        text: page.task.size
                        color: Theme.inkSoft
                    }
                    Flow {
                        width: parent.width
                        spacing: Theme.space2
                        topPadding: Theme.space1

                        StaffUrgency {
                            id: hurry
                            text: page.task.urgencyText
                            urgency: page.task.urgency
                        }
                        Label {
                            height: hurry.height
                            text: qsTr("On the shelf: %1").arg(page.task.count)
                            lineHeight: 1
                        }
                    }
                }
            }
        }
        Column {
            id: steps
            x: Theme.portrait ? Theme.margin : product.x + product.width + Theme.margin
            y: Theme.portrait ? product.y + product.height + Theme.space3 : Theme.space3
            width: view.width - x - Theme.margin
            spacing: Theme.space2

            StaffBanner {
                objectName: "taskMessage"
                width: parent.width
                text: page.task.message
                tone: page.task.messageTone
            }
            StaffStep {
                width: parent.width
                place: 0
                current: page.task.step
                title: qsTr("Find the slot")
                remark: page.task.slot

                Column {
                    width: parent.width
                    spacing: Theme.space3

                    Row {
                        spacing: Theme.space4

                        Label {
                            text: page.task.slot
                            color: Theme.accent
                            font.pixelSize: Theme.textDisplay
                            font.bold: true
                            lineHeight: 1
                        }
                        Column {
                            anchors.verticalCenter: parent.verticalCenter
                            Label {
                                text: page.task.shelf
                                font.bold: true
                            }
                            Label {
                                text: page.task.aisle
                                color: Theme.inkSoft
                                font.pixelSize: Theme.textCaption
                            }
                        }
                    }
                    StaffSlotPicker {
                        width: parent.width
                        slots: page.task.slots
                        onPicked: slot => page.task.pickSlot(slot)
                    }
                    Row {
                        width: parent.width
                        spacing: Theme.space2

                        Icon {
                            id: scan
                            anchors.verticalCenter: parent.verticalCenter
                            text: Icons.scan
                            color: Theme.accent
                        }
                        Label {
                            width: parent.width - scan.width - parent.spacing
                            anchors.verticalCenter: parent.verticalCenter
                            text: qsTr("Scan the product, or touch its slot here.")
                            color: Theme.inkSoft
                        }
                    }
                }
            }
            StaffStep {
                width: parent.width
                place: 1
                current: page.task.step
                title: qsTr("Put the goods on the shelf")
                remark: "" + page.task.put

                StaffCount {
                    width: parent.width
                    put: page.task.put
                    goal: page.task.goal
                    grams: page.task.grams
                    room: page.task.room
                }
            }
            StaffStep {
                width: parent.width
                place: 2
                current: page.task.step
                title: qsTr("The weight confirms it")

                Column {
                    width: parent.width
                    spacing: Theme.space3

                    Row {
                        width: parent.width
                        spacing: Theme.space2

                        Icon {
                            id: tick
                            anchors.verticalCenter: parent.verticalCenter
                            size: Theme.iconLarge
                            text: Icons.confirmed
                            color: Theme.good
                        }
                        Label {
                            objectName: "taskConfirmed"
                            width: parent.width - tick.width - parent.spacing
                            anchors.verticalCenter: parent.verticalCenter
                            text: page.task.confirmation
                            color: Theme.good
                            font.pixelSize: Theme.textTitle
                            font.bold: true
                            lineHeight: Theme.lineTight
                        }
                    }
                    StaffCount {
                        width: parent.width
                        put: page.task.put
                        goal: page.task.goal
                        grams: page.task.grams
                    room: page.task.room
                    }
                }
            }
        }
    }
    Rectangle {
        id: dock
        y: parent.height - height
        width: parent.width
        height: buttons.height + 2 * Theme.space3
        visible: page.taken
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Theme.hair
            color: Theme.line
        }
        Grid {
            id: buttons
            x: Theme.margin
            y: Theme.space3
            width: parent.width - 2 * x
            columns: 2
            spacing: Theme.space2

            readonly property real narrow: Math.round(width * 0.3)

            ActionButton {
                objectName: "taskRelease"
                width: buttons.narrow
                height: Math.max(implicitHeight, Theme.touchPrimary)
                kind: "secondary"
                text: qsTr("Give back")
                onClicked: page.task.release()
            }
            ActionButton {
                objectName: "taskClose"
                width: buttons.width - buttons.narrow - buttons.spacing
                height: Math.max(implicitHeight, Theme.touchPrimary)
                visible: page.task.finish !== "" || page.task.step > 0
                enabled: page.task.finish !== ""
                kind: page.task.step === 2 || page.task.finish === "" || page.task.put === 0 ? "primary" : "secondary"
                glyph: page.task.step === 2 ? Icons.check : page.task.finish === "" ? Icons.scale : ""
                text: page.task.finish !== "" ? page.task.finish : qsTr("Waiting for goods")
                onClicked: page.task.close()
            }
            ActionButton {
                objectName: "taskHere"
                width: buttons.width - buttons.narrow - buttons.spacing
                height: Math.max(implicitHeight, Theme.touchPrimary)
                visible: page.task.finish === "" && page.task.step === 0
                glyph: Icons.place
                text: qsTr("I am at %1").arg(page.task.slot)
                onClicked: page.task.pickTarget()
            }
        }
    }
}
